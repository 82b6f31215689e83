// In the live preview alone: loads the page anew as soon as another build has ended.
const { version } = document.currentScript.dataset;

async function look() {
  const answer = await fetch("/.preview/version").catch(() => null); // the preview may have been stopped
  const now = answer?.ok ? await answer.text() : version;
  if (now === version) setTimeout(look, 250);
  else location.reload();
}

look();
