// Comfort only: every page is whole without this. Unfolds without leaving the page, remembers what is unfolded, goes from
// change to change by key, copies a change with its citation; opens the browser's print dialogue on a print view.
(() => {
  'use strict';
  if (document.querySelector('.printed')) addEventListener('load', () => print());
  const article = document.querySelector('.delta');
  if (!article) return;
  const bar = document.querySelector('.keys');
  const status = bar.querySelector('[role=status]');

  // A browser may refuse storage; then nothing is remembered.
  const kept = (storage, name) => ({
    get() { try { return JSON.parse(window[storage].getItem(name)); } catch { return null; } },
    set(value) { try { window[storage].setItem(name, JSON.stringify(value)); } catch { /* not remembered */ } },
  });

  // Folds.
  const page = new URL(location.href);
  page.searchParams.delete('unfold');
  const open = kept('sessionStorage', `folds ${page.pathname}${page.search}`);
  const remember = (id, isOpen) => {
    const others = (open.get() ?? []).filter((other) => other !== id);
    open.set((isOpen ? [...others, id] : others).slice(-40));
  };
  const parsed = async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(response.statusText);
    return new DOMParser().parseFromString(await response.text(), 'text/html');
  };
  const unfold = async (link, focus) => {
    const fold = (await parsed(link.dataset.fold)).querySelector('details');
    link.replaceWith(fold);
    remember(fold.id, true);
    if (focus) fold.querySelector('summary').focus();
  };
  const whole = async (link) => {
    const section = link.closest('section')?.id;
    const fresh = (await parsed(link.href)).querySelector('.delta');
    article.replaceChildren(...fresh.childNodes);
    history.replaceState(null, '', link.href);
    addButtons();
    const target = document.getElementById(section)?.querySelector('.unfold a, summary, .address') ?? article.querySelector('a');
    target?.focus();
  };
  article.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-fold], a[data-whole]');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    (link.dataset.fold ? unfold(link, true) : whole(link)).catch(() => location.assign(link.href));
  });
  article.addEventListener('toggle', ({ target }) => target.matches('.fold') && remember(target.id, target.open), true);
  // An address may lead into a fold.
  const arrive = async () => {
    const name = location.hash.slice(1);
    if (!/^[uo]\d+$/.test(name) || document.getElementById(name)) return;
    const address = new URL(page);
    address.searchParams.set('only', name);
    address.hash = '';
    const fold = (await parsed(address)).querySelector('details');
    document.getElementById(fold.id)?.replaceWith(fold);
    location.replace(`#${name}`);
  };
  addEventListener('hashchange', () => arrive().catch(() => {}));
  const restore = async () => {
    for (const id of open.get() ?? []) {
      const link = document.getElementById(id);
      if (link?.dataset.fold) await unfold(link, false);
    }
    await arrive();
  };

  // Copying a change.
  const text = (line) => {
    const copy = line.cloneNode(true);
    copy.querySelectorAll('.said, .anchor').forEach((ours) => ours.remove());
    copy.querySelectorAll('del').forEach((gone) => gone.replaceWith(`[${gone.textContent.trim()} →]`));
    copy.querySelectorAll('ins').forEach((fresh) => fresh.replaceWith(`[→ ${fresh.textContent.trim()}]`));
    copy.querySelectorAll('td + td').forEach((cell) => cell.prepend(' | '));
    return copy.textContent.replace(/\s+/g, ' ').replaceAll(' →] [→ ', ' → ').trim();
  };
  const citation = (note) => {
    const block = note.closest('.block');
    const address = note.querySelector('.address');
    const isWhole = block.matches('.all-new, .all-gone');
    const now = block.querySelector('.now') ?? block.querySelector('.text');
    const place = block.closest('section')?.querySelector('.section')?.textContent.trim();
    const said = isWhole
      ? now.textContent.replaceAll(/\[(was|now): |\] /g, '').replace(/\s+/g, ' ').trim()
      : text(document.getElementById(address.hash.slice(1)));
    const what = note.querySelector('.what')?.textContent;
    return `${what ? `${what}: ` : ''}${said}\n(${[place, article.dataset.cite].filter(Boolean).join('. ')}. ${address.href})`;
  };
  const copy = async (note) => {
    const words = citation(note);
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // Without a secure connection there is only the old way.
      const field = document.body.appendChild(document.createElement('textarea'));
      field.value = words;
      field.select();
      document.execCommand('copy');
      field.remove();
      note.querySelector('.address').focus();
    }
    status.textContent = 'Copied.';
    setTimeout(() => { status.textContent = ''; }, 4000);
  };
  const addButtons = () => article.querySelectorAll('.note:not(:has(.copy))').forEach((note) => {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'copy', textContent: 'Copy' });
    button.addEventListener('click', () => copy(note));
    note.append(' ', button);
  });
  new MutationObserver(addButtons).observe(article, { childList: true, subtree: true });

  // Keys.
  const on = kept('localStorage', 'keys');
  const button = bar.querySelector('[data-keys]');
  const say = () => {
    const isOn = on.get() !== false;
    button.setAttribute('aria-pressed', String(isOn));
    button.textContent = isOn ? 'Keys are on' : 'Keys are off';
  };
  button.addEventListener('click', () => { on.set(on.get() === false); say(); });
  let current = null;
  const go = (step) => {
    const stops = [...article.querySelectorAll('.note .address')].filter((stop) => stop.checkVisibility());
    const after = (stop) => stop.getBoundingClientRect().top > 8;
    const first = stops.findIndex(after);
    const at = stops.indexOf(current);
    const next = at < 0 ? (step > 0 ? first : (first < 0 ? stops.length : first) - 1) : at + step;
    if (!stops[next]) {
      status.textContent = step > 0 ? 'No change after this one.' : 'No change before this one.';
      return;
    }
    current = stops[next];
    status.textContent = '';
    location.replace(current.hash);
    current.focus({ preventScroll: true });
  };
  const nextFold = () => {
    const from = current ?? article.querySelector('.fold');
    const folds = [...article.querySelectorAll('a.fold, details.fold > summary')];
    const follows = (fold) => !from.contains(fold) && from.compareDocumentPosition(fold) & Node.DOCUMENT_POSITION_FOLLOWING;
    (folds.find((fold) => fold === from || follows(fold)))?.click();
  };
  const actions = {
    n: () => go(1),
    p: () => go(-1),
    u: nextFold,
    c: () => current && copy(current.closest('.note')),
  };
  addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, select, textarea');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || on.get() === false || !actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });
  article.addEventListener('focusin', ({ target }) => {
    current = target.closest('.note')?.querySelector('.address') ?? current;
  });

  bar.hidden = false;
  say();
  addButtons();
  restore().catch(() => {});
})();
