/** Everything is over after this, whatever hangs: below the 18 s that the laptop waits. */
const deadlineSeconds = 12;

/**
 * How the round script runs its sections and what it prints:
 *
 *   <nonce> begin NAME
 *   …                          at most 3 kB
 *   <nonce> end NAME more      and the section goes on in another part, or
 *   <nonce> end NAME CODE      that was all, with the exit code
 *   …
 *   <nonce> done
 *
 * Sections run side by side, so that several that hang cost no more than one. Each part is one write below PIPE_BUF
 * (`dd` makes it one, bash would write line by line): parts of different sections alternate, their lines never mix.
 * Nothing is written to a file, because the disk may be full. Whatever does not end in time (a dead network disk cannot
 * even be killed) is left behind and its section missing.
 */
export const frameFunctions = `
part_out() {
  printf '%s begin %s\\n%s%s end %s %s\\n' "$N" "$1" "$part" "$N" "$1" "$2" | at_once
  part=
}
at_once() { dd obs=8192 || cat; }
pack() {
  part=
  while IFS= read -r line || [ -n "$line" ]; do
    if [ -n "$part" ] && [ $((\${#part} + \${#line})) -gt 3000 ]; then part_out "$1" more; fi
    part="$part$line
"
  done
  part_out "$1" "$2"
}
section() {
  text=$("s_$2")
  code=$?
  printf '%s\\n' "$text" | cut -b 1-900 | head -n 400 | pack "$1" "$code"
}
job() {
  section "$1" "$1" &
  jobs="$jobs $!"
}
finish() {
  (
    trap 'kill $nap; exit' TERM
    sleep ${String(deadlineSeconds)} &
    nap=$!
    wait $nap && kill -9 $jobs
  ) >/dev/null &
  killer=$!
  wait $jobs
  kill $killer
}
`;
