import type { networkCauses as spanish } from '../es/causes-network';

/** Causes between her computer and the server. */
export const networkCauses: Readonly<Record<keyof typeof spanish, string>> = {
  'cause.laptop-offline.certain':
    'Your computer has had no Internet since {since:time}, so the state of the portal is not known.',
  'cause.laptop-offline.probable':
    'Most likely your computer has had no Internet since {since:time}: neither the portal nor the test sites answer.',
  'cause.laptop-offline.unknown':
    "It is not known whether the portal or your computer's connection fails: answers have disagreed since {since:time}.",
  'cause.laptop-offline.next':
    "Check your computer's Wi-Fi, cable or VPN. Vigía looks again as soon as there is a connection. Restarting services does not help.",
  'cause.laptop-offline.title': 'Your computer is offline',
  'cause.laptop-offline.notify': "Since {since:time} the portal's state is not known.\nCheck Wi-Fi, cable or VPN.",
  'cause.laptop-offline.recovered': 'Connection is back',
  'cause.laptop-offline.tip': '{server:text}: no data, your computer is offline',
  'cause.captive-portal.certain':
    'The network asks you to sign in: since {since:time} its sign-in page answers instead of the portal.',
  'cause.captive-portal.probable':
    "Most likely the network asks you to sign in: since {since:time} the test sites answer with somebody else's page.",
  'cause.captive-portal.unknown':
    'It is not known how the portal is: since {since:time} something in the network alters the answers.',
  'cause.captive-portal.next':
    "Open the browser, accept the network's page and wait a minute. Restarting services does not help.",
  'cause.captive-portal.title': 'The network wants a sign-in',
  'cause.captive-portal.notify':
    "Since {since:time} the portal's state is not known.\nOpen the browser and accept the page.",
  'cause.captive-portal.recovered': 'Connection is back',
  'cause.captive-portal.tip': '{server:text}: no data, the network asks you to sign in',
  'cause.laptop-offline.unknown.web':
    'Neither the portal nor the test sites open from your computer since {since:time}, although SSH reaches the server; it is not known whether others see the portal.',
  'cause.laptop-offline.next.web':
    'Open another page in the browser. If it does not open either, it is your network; if it does, tell {whoNetwork:contact}. Vigía looks again without you doing anything.',
  'cause.laptop-offline.title.web': 'No web in your network',
  'cause.laptop-offline.tip.web': '{server:text}: no data, your network opens no web pages',
  'cause.laptop-offline.certain.route':
    'Your computer has had no way to the server since {since:time}, although it has to other sites; so the state of the portal is not known.',
  'cause.laptop-offline.next.route':
    'Turn on the VPN or change networks: the present one does not lead to the server. Vigía looks again by itself. Restarting services does not help.',
  'cause.laptop-offline.title.route': 'No way to the server',
  'cause.laptop-offline.notify.route':
    'Since {since:time} your network does not lead to it.\nTurn on the VPN or change networks.',
  'cause.laptop-offline.tip.route': '{server:text}: no data, your network does not reach it',
  'cause.laptop-offline.probable.vpn':
    "Most likely your computer's VPN has disconnected: since {since:time} the server cannot be reached and the state of the portal is not known.",
  'cause.laptop-offline.next.vpn':
    'Connect the VPN again. Vigía looks again by itself. Restarting services does not help.',
  'cause.laptop-offline.title.vpn': 'VPN disconnected',
  'cause.laptop-offline.notify.vpn': "Since {since:time} the portal's state is not known.\nConnect the VPN again.",
  'cause.laptop-offline.tip.vpn': '{server:text}: no data, the VPN is disconnected',
  'cause.laptop-offline.certain.proxy':
    "Your network's proxy has not let Vigía through since {since:time}, so the state of the portal is not known.",
  'cause.laptop-offline.probable.proxy':
    "Most likely your network's proxy has not let Vigía through since {since:time}; the state of the portal is not known.",
  'cause.laptop-offline.next.proxy':
    'Open the portal in the browser. If it does not open there either, tell {whoNetwork:contact}: the proxy does not answer, wants a password or blocks that address. Restarting services does not help.',
  'cause.laptop-offline.title.proxy': 'The proxy blocks Vigía',
  'cause.laptop-offline.notify.proxy':
    "Since {since:time} the portal's state is not known.\nTell {whoNetwork:contact}.",
  'cause.laptop-offline.tip.proxy': '{server:text}: no data, the proxy lets nothing through',
  'cause.captive-portal.certain.intercepted':
    "Something in your network has stood in between since {since:time}: it shows another certificate than the server's; so it is not known how others see the portal.",
  'cause.captive-portal.probable.intercepted':
    'Most likely something in your network has stood in between since {since:time}: it shows another certificate; so it is not known how others see the portal.',
  'cause.captive-portal.next.intercepted':
    'Open the portal on a phone with mobile data: if it opens there without warnings, it is your network. Tell {whoNetwork:contact}. Restarting services does not help.',
  'cause.captive-portal.title.intercepted': 'Something stands in between',
  'cause.captive-portal.notify.intercepted':
    'Your network has shown a foreign certificate since {since:time}.\nTry a phone; tell {whoNetwork:contact}.',
  'cause.captive-portal.tip.intercepted': '{server:text}: no data, something stands in between',
  'cause.name-not-found.certain':
    'Nobody can get in because the name {host:text} has not been found on the Internet since {since:time}; other names are.',
  'cause.name-not-found.probable':
    'Most likely Internet names (DNS) fail: {host:text} has not been found since {since:time} and other names are.',
  'cause.name-not-found.unknown':
    'The name {host:text} has not been found since {since:time}; it is not known whether for everybody or only in your network.',
  'cause.name-not-found.next':
    'Tell {whoNetwork:contact}: the DNS record of {host:text} needs a look. The server may be well; restarting does not help.',
  'cause.name-not-found.title': 'The portal is not found',
  'cause.name-not-found.notify': 'Its Internet name (DNS) has failed since {since:time}.\nTell {whoNetwork:contact}.',
  'cause.name-not-found.recovered': 'The portal is found again',
  'cause.name-not-found.tip': '{server:text}: name (DNS) fails since {since:time}',
  'cause.server-unreachable.certain':
    'The server has answered neither web nor SSH since {since:time}: it is switched off or cut off (from outside they look alike).',
  'cause.server-unreachable.probable':
    'Most likely the server is switched off or cut off: it has not answered since {since:time}.',
  'cause.server-unreachable.unknown':
    'The server has not answered since {since:time}; it is not known whether it is off, cut off or blocked for your computer.',
  'cause.server-unreachable.next':
    'Call {whoServer:contact} and ask: is it switched on? does it have network? It cannot be switched on or restarted from here. Once on, the portal starts by itself in about 2 min.',
  'cause.server-unreachable.title': 'The server does not answer',
  'cause.server-unreachable.notify':
    'Off or cut off since {since:time}; your Internet works.\nCall {whoServer:contact}.',
  'cause.server-unreachable.recovered': 'The server is back',
  'cause.server-unreachable.tip': '{server:text}: server silent since {since:time}',
  'cause.server-booting.certain':
    'The server was switched on {boot:moment} and is still starting its services; it usually takes {usual:duration}.',
  'cause.server-booting.probable':
    'Most likely the server has been starting since {since:time}: it does not let anybody in by SSH yet.',
  'cause.server-booting.unknown':
    'The server has barely answered since {since:time}; it is not known whether it is starting or something keeps it from starting.',
  'cause.server-booting.unknown.stuck':
    'The server answers no users and has let nobody in since {since:time}: something keeps it from starting, or somebody closed it.',
  'cause.server-booting.next.stuck':
    'Wait no longer: this is far more than usual. Call {whoServer:contact} and ask for a look at its console. From here nobody can log in or restart.',
  'cause.server-booting.tip.stuck': '{server:text}: the server does not finish starting',
  'cause.server-booting.next':
    'Wait until {by:time} and touch nothing. If something is still missing then, Vigía tells you what. Restarting now makes the wait longer.',
  'cause.server-booting.title': 'The server is starting',
  'cause.server-booting.notify':
    'Switched on {boot:moment}; usually takes {usual:duration}.\nWait until {by:time}, touch nothing.',
  'cause.server-booting.recovered': 'The server has started',
  'cause.server-booting.tip': '{server:text}: the server is starting',
  'cause.server-booting.certain.bare': 'The server has been starting its services since {since:time}.',
  'cause.server-booting.next.bare':
    'Wait about 2 min and touch nothing. If something is still missing then, Vigía tells you what. Restarting now makes the wait longer.',
  'cause.server-booting.notify.bare': 'Its services usually take about 2 min.\nWait and touch nothing.',
};
