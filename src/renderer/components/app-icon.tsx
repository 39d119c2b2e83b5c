/** The watchtower, as in assets; beside the application's name, so it is not spoken. */
export function AppIcon() {
  return (
    <svg width="40" height="40" viewBox="0 0 512 512" aria-hidden>
      <rect x="24" y="24" width="464" height="464" rx="108" fill="#1d3355" />
      <clipPath id="app-icon-tile">
        <rect x="24" y="24" width="464" height="464" rx="108" />
      </clipPath>
      <g clip-path="url(#app-icon-tile)">
        <path d="M256 199 24 112v174zM256 199 488 112v174z" fill="#304e80" />
        <path d="M24 434h464v60H24z" fill="#12223c" />
      </g>
      <path d="M256 68 374 138H138z" fill="#f6f2e9" stroke="#f6f2e9" stroke-width="16" stroke-linejoin="round" />
      <path d="M168 152h176v104H168z" fill="#f6f2e9" />
      <rect x="200" y="174" width="112" height="58" rx="8" fill="#ffb938" />
      <rect x="140" y="252" width="232" height="28" rx="10" fill="#f6f2e9" />
      <g fill="none" stroke="#f6f2e9" stroke-linejoin="round">
        <path d="M196 276 156 438M316 276l40 162" stroke-width="28" />
        <path d="M187 316l150 104M325 316 175 420" stroke-width="16" />
      </g>
    </svg>
  );
}
