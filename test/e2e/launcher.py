"""Starts the AWS emulator (MiniStack) with the behaviours of AWS that it lacks and that the end-to-end test needs.

Each patch is a module of its own under patches/. They replace private names of one version of MiniStack, so the
launcher first checks that version and each name, and stops with a list of what is missing: a patch that silently
does nothing would make the test prove nothing.

    python launcher.py                  checks, patches, serves
    python launcher.py --check          checks only
    python launcher.py --with-starter   ends when its standard input does; it must lead its process group
"""
import os
import signal
import sys
import threading
from importlib.metadata import version

EXPECTED = "1.5.33"


def faults(modules):
    """What this MiniStack lacks of what the patches replace, in words."""
    found = [] if version("ministack") == EXPECTED else [f"ministack is {version('ministack')}, not {EXPECTED}"]
    for module in modules:
        for owner, name in module.REPLACES:
            there = name in owner if isinstance(owner, dict) else hasattr(owner, name)
            if not there:
                where = "a table of handlers" if isinstance(owner, dict) else owner.__name__
                found.append(f"{module.__name__}: {where} has no {name}")
    return found


def end_with_starter():
    """Whoever started this holds our standard input open. When it is closed they are gone, however they ended:
    then nobody would stop us and the functions' processes, which are all of this process group."""
    os.read(0, 1)
    os.killpg(os.getpgid(0), signal.SIGKILL)


def main():
    from ministack import app

    from patches import (
        alarms,
        buses,
        cloudtrail,
        ecr,
        emf,
        families,
        iam,
        images,
        queue_log,
        service_tasks,
        sources,
        transformer,
        vpc_endpoints,
    )

    # cloudtrail comes last: it records what the other patches answer, too.
    modules = [
        *(sources, transformer, alarms, emf, iam, buses, queue_log),
        *(families, service_tasks, vpc_endpoints, ecr, images),
        cloudtrail,
    ]
    missing = faults(modules)
    if missing:
        sys.exit("launcher: these patches do not fit the installed emulator:\n  " + "\n  ".join(missing))
    if "--check" in sys.argv:
        print(f"launcher: {len(modules)} patches fit ministack {EXPECTED}")
        return
    for module in modules:
        module.apply()
    if "--with-starter" in sys.argv:
        sys.argv.remove("--with-starter")
        threading.Thread(target=end_with_starter, daemon=True).start()
    app.main()


if __name__ == "__main__":
    main()
