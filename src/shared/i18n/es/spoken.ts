import { accessCauses } from './causes-access';
import { answer } from './answer';
import { apiCauses } from './causes-api';
import { drill } from './drill';
import { errors } from './errors';
import { history } from './history';
import { logs } from './logs';
import { networkCauses } from './causes-network';
import { notes } from './notes';
import { problems } from './problems';
import { ownErrors } from './own-errors';
import { recovery } from './recovery';
import { resourceCauses } from './causes-resources';
import { report } from './report';
import { restart } from './restart';
import { services } from './services';
import { setup } from './setup';
import { silence } from './silence';
import { tray } from './tray';
import { upkeepCauses } from './causes-upkeep';
import { webCauses } from './causes-web';
import { why } from './why';
import { words } from './words';

/** What the window may say, too: all but the command line's texts. A theme per file. */
export const spokenEs = {
  ...networkCauses,
  ...accessCauses,
  ...notes,
  ...why,
  ...recovery,
  ...answer,
  ...tray,
  ...restart,
  ...services,
  ...history,
  ...report,
  ...logs,
  ...setup,
  ...silence,
  ...drill,
  ...ownErrors,
  ...problems,
  ...words,
  ...errors,
  ...apiCauses,
  ...webCauses,
  ...resourceCauses,
  ...upkeepCauses,
} as const;
