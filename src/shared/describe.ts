/** Findings, errors and outcomes as sentences. Pure: every text comes from the catalogues, every value from the arguments. */
export { describeRemoteError } from './describe-error';
export type { RemoteErrorContext } from './describe-error';
export {
  causeTitle,
  describeFinding,
  describeNote,
  describeRecoveryTitle,
  describeWhy,
  describeWhyLines,
} from './describe-finding';
export { describeCalm, describeNotWatched, describeOff, describeReasons } from './describe-reasons';
export {
  describePastLine,
  describePastRestart,
  describeRepetition,
  describeRestartReport,
  lastRestarts,
} from './describe-past-restarts';
export { describeRecovery } from './describe-recovery';
export type { RecoveryValues } from './describe-recovery';
export {
  describeOutcome,
  describeRefusal,
  describeRestartFailure,
  describeStep,
  describeWorse,
} from './describe-restart';
export { describeService } from './describe-service';
export {
  describeEvidence,
  quoteEvidence,
  describeNoData,
  describeStatus,
  describeTooltip,
  describeWarning,
} from './describe-snapshot';
export {
  describeDigest,
  describeMaintenanceEnds,
  describeMaintenanceOverdue,
  describeQuiet,
  describeReminder,
  describeSnooze,
} from './describe-silence';
export type { NoticeText } from './describe-notice';
export type { DescribedServer } from './describe-values';
