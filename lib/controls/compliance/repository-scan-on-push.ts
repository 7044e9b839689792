import { defineControl } from '#domain/control.ts';
import { failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';

export default defineControl({
  id: 'repository-scan-on-push',
  title: 'Images of a repository are scanned when they are pushed',
  guidance: ['CMP-4'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECR::Repository',
  facts: ['repositoryScanning'],
  parameters: [],
  why:
    'An image that nobody scans brings its known vulnerabilities into production, and nobody learns of those that ' +
    'are found later.',
  blindSpots: [
    'It is the scanning in effect, registry rules included; what a scan finds is not looked at here.',
    'Scanners outside ECR, in a pipeline for instance, are not known.',
    'Images pushed before scanning was switched on may never have been scanned.',
  ],
  remediation: {
    text:
      'Add a scanning rule to the registry that covers the repository, by continuous scanning where it can be; with ' +
      'basic scanning the setting of the repository itself counts where no rule covers it.',
    cli: 'aws ecr put-image-scanning-configuration --repository-name <repository> --image-scanning-configuration scanOnPush=true',
    cloudFormation:
      'Type: AWS::ECR::Repository\nProperties:\n  ImageScanningConfiguration:\n    ScanOnPush: true\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'ECR.1' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryScanningConfiguration.html',
  ],
  evaluate: ({ repositoryScanning: { frequency } }) => {
    if (isUnreadable(frequency))
      return notAvailable(`how it is scanned cannot be read (${frequency.unreadable})`);
    switch (frequency) {
      case 'SCAN_ON_PUSH':
      case 'CONTINUOUS_SCAN':
        return passed();
      case 'MANUAL':
        return failedIf([
          {
            code: 'not-scanned',
            subject: '-',
            message: 'images are scanned only when somebody asks for it',
            path: 'scanFrequency',
          },
        ]);
      case undefined:
        return notAvailable('how it is scanned is not said');
      default:
        return notAvailable(`the scan frequency ${frequency} is not known`);
    }
  },
});
