/** What vite, rolldown and eslint ask for (`engines` in the lock file); what was built runs on what package.json says. */
const floors = new Map([
  [20, 19],
  [22, 13],
]);
const newest = 24;

/** One sentence when the tools that build and test do not run on this Node, else null. */
export function complainAboutNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  return major >= newest || minor >= (floors.get(major) ?? Infinity)
    ? null
    : `Vigía is built with Node.js 20.19 or newer, 22.13 or newer, or 24 and above; this is ${version}. Install one of them, then run this again.`;
}
