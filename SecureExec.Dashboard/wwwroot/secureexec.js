// The little that needs a script of its own: the remembered theme, keyboard shortcuts, arrow keys in trees, the caret.

const themeCookie = 'secureexec-theme';

/** The remembered theme choice, or null. */
export function readTheme() {
  const entry = document.cookie.split('; ').find(c => c.startsWith(themeCookie + '='));
  return entry ? entry.slice(themeCookie.length + 1) : null;
}

/** Remembers the theme choice for a year and shows it. */
export function writeTheme(choice) {
  const value = choice.toLowerCase();
  document.cookie = `${themeCookie}=${value}; path=/; max-age=31536000; samesite=lax`;
  document.documentElement.dataset.theme = value;
}

/** Puts the caret of a text area at a line and a column, both from 1, and scrolls there. */
export function moveCaret(id, line, column) {
  const area = document.getElementById(id);
  if (!area) return;
  const before = area.value.split('\n').slice(0, line - 1);
  const at = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  area.focus();
  area.setSelectionRange(at, at);
  const scroller = area.parentElement;
  const lineHeight = parseFloat(getComputedStyle(area).lineHeight);
  scroller.scrollTop = Math.max(0, (line - 3) * lineHeight);
}

const isTyping = target => target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;

const act = element => {
  const field = element.matches('input, textarea') ? element : element.querySelector('input, textarea');
  if (field) field.focus();
  else element.click();
};

const find = keys => [...document.querySelectorAll('[data-shortcut]')]
  .find(element => element.dataset.shortcut === keys && !element.disabled && element.getClientRects().length > 0);

let pending = '';
let pendingSince = 0;

const keysOf = event => {
  if (event.ctrlKey || event.metaKey) return 'Ctrl+' + event.key;
  const now = performance.now();
  const typed = pending && now - pendingSince < 1000 ? `${pending} ${event.key}` : event.key;
  pending = event.key;
  pendingSince = now;
  return typed;
};

document.addEventListener('keydown', event => {
  if (event.altKey || event.isComposing) return;
  const isChord = event.ctrlKey || event.metaKey;
  if (!isChord && (event.key.length > 1 || isTyping(event.target) || document.querySelector('.mud-dialog'))) return;
  const keys = keysOf(event);
  const element = find(keys) ?? (isChord ? undefined : find(event.key));
  if (!element) return;
  event.preventDefault();
  pending = '';
  act(element);
});

const moveInTree = (tree, item, key) => {
  const items = [...tree.querySelectorAll('[role=treeitem]')];
  const at = items.indexOf(item);
  const level = Number(item.ariaLevel ?? item.getAttribute('aria-level'));
  const expanded = item.getAttribute('aria-expanded');
  if (key === 'ArrowDown') return items[at + 1];
  if (key === 'ArrowUp') return items[at - 1];
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  if (key === 'ArrowRight' && expanded === 'true') return items[at + 1];
  if (key === 'ArrowLeft' && expanded !== 'true') {
    return items.slice(0, at).findLast(other => Number(other.getAttribute('aria-level')) === level - 1);
  }
  item.click();
  return item;
};

document.addEventListener('keydown', event => {
  const item = event.target instanceof Element ? event.target.closest('[role=treeitem]') : null;
  if (!item || !['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
  event.preventDefault();
  moveInTree(item.closest('[role=tree]'), item, event.key)?.focus();
});
