/** The values used last, so many at most. */
export interface Recent<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
}

export function recentOf<T>(most: number): Recent<T> {
  const values = new Map<string, T>();
  const put = (key: string, value: T): void => {
    values.delete(key);
    values.set(key, value);
    for (const oldest of values.keys()) {
      if (values.size <= most) break;
      values.delete(oldest);
    }
  };
  return {
    get(key) {
      const value = values.get(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    put,
  };
}
