// Walking Waymark by keyboard alone, as a person does who has no pointer: Tab until something has the focus, Enter, arrows, letters. What
// is not reached fails at once with what was. Each stop must be seen (a ring), and an act must not leave the focus nowhere.
import assert from 'node:assert/strict';

const SHOWN = 25; // stops that a failure tells

// What has the focus: a word for it, whether it is `wanted` (and that is still there), whether a ring shows it, and in which walk it was
// passed before. From now on it was passed in this one.
function look([wanted, walk]) {
  const at = document.activeElement, nowhere = !at || at === document.body || at === document.documentElement;
  const wait = wanted?.isConnected === false;
  if (nowhere) return { word: null, wait };
  const style = getComputedStyle(at), word = at.getAttribute('aria-label') || at.labels?.[0]?.innerText || at.innerText || at.value || at.id || '';
  window.walked ??= new WeakMap();
  const before = window.walked.get(at) ?? null;
  window.walked.set(at, walk);
  return {
    word: `${at.tagName.toLowerCase()} "${word.trim().replace(/\s+/g, ' ').slice(0, 60)}"`, wait, before, reached: at === wanted,
    group: at !== wanted && at.type === 'radio' && wanted?.type === 'radio' && at.name === wanted.name,
    ring: at.matches('h1, h2, main') || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
  };
}

export class Keyboard {
  constructor(page) {
    this.page = page;
    this.strokes = 0;
    this.walks = 0;
    page.on('filechooser', () => {}); // so that the browser hands over its window for files from the first one on
  }

  async press(key, times = 1) {
    for (let i = 0; i < times; i++) await this.page.keyboard.press(key);
    this.strokes += times;
  }

  async type(text) {
    await this.page.keyboard.type(text);
    this.strokes += text.length;
  }

  // Tab (or Shift+Tab, back) until this has the focus. Going once around without meeting it is the end; where it began is no mark for
  // that, as an act before can still be moving the focus on. A radio group is one stop: its own arrows go to the rest.
  async to(place, { most = 120, back = false } = {}) {
    const passed = [], walk = ++this.walks;
    let wanted = await place.first().elementHandle();
    for (let i = 0; i <= most; i++) {
      let at = await this.page.evaluate(look, [wanted, i === 0 ? null : walk]);
      if (at.wait) { // drawn anew meanwhile
        wanted = await place.first().elementHandle();
        at = await this.page.evaluate(look, [wanted, at.before]);
      }
      if (at.reached) {
        assert.ok(at.ring, `${at.word} has the focus, and nothing shows it`);
        return;
      }
      if (at.before === walk && !at.group && at.word !== passed.at(-1)) break; // once around; a date has several stops of its own
      passed.push(at.word);
      await this.press(at.group ? 'ArrowDown' : back ? 'Shift+Tab' : 'Tab');
    }
    assert.fail(`${place} is not reached by Tab. On the way: ${passed.slice(-SHOWN).join(', ')}`);
  }

  // To this, and Enter (or another key).
  async act(place, key = 'Enter', options) {
    await this.to(place, options);
    await this.press(key);
  }

  // To this field, which then says this and nothing else.
  async fill(place, text, options) {
    const type = await place.first().getAttribute('type');
    if (type === 'date') return this.date(place, text);
    if (type === 'time') return this.time(place, text);
    await this.to(place, options);
    await this.press('Control+a');
    if (text === '') await this.press('Delete');
    else await this.type(text);
  }

  // A date is written in the order of the browser's own parts.
  async date(place, iso) {
    const [year, month, day] = iso.split('-');
    await this.to(place);
    for (const digits of [[day, month, year], [month, day, year], [year, month, day]]) {
      for (const part of digits) await this.type(part);
      if (await place.first().inputValue() === iso) return;
      await this.press('ArrowLeft', 2);
    }
    assert.equal(await place.first().inputValue(), iso);
  }

  // A time of day, of a clock that has 24 hours or twice twelve.
  async time(place, text) {
    const [hours, minutes] = text.split(':').map(Number), two = (n) => String(n).padStart(2, '0');
    await this.to(place);
    for (const digits of [`${two(hours)}${two(minutes)}`, `${two(hours % 12 || 12)}${two(minutes)}${hours < 12 ? 'a' : 'p'}`]) {
      await this.type(digits);
      if (await place.first().inputValue() === text) return;
      await this.press('ArrowLeft', 2);
    }
    assert.equal(await place.first().inputValue(), text);
  }

  // Arrows until this choice (its words, or its value) of a <select> is made.
  async choose(place, label, options) {
    await this.to(place, options);
    const chosen = () => place.first().evaluate((select, wanted) => [select.selectedOptions[0]?.label, select.value].includes(wanted), label);
    await this.press('Home');
    for (let i = 0; i < 60 && !await chosen(); i++) await this.press('ArrowDown');
    assert.ok(await chosen(), `${label} is a choice`);
  }

  // Types into a finder, waits for the find and takes it with the arrows.
  async pick(place, words, option, options) {
    await this.fill(place, words, options);
    await this.take(option);
  }

  // The option of an open list that this names, by the arrows.
  async take(option) {
    const { page } = this;
    const options = page.getByRole('option', { name: option });
    await options.first().waitFor();
    const selected = page.getByRole('option', { selected: true }), wanted = options.and(selected);
    for (let i = 0; i < 20 && await wanted.count() === 0; i++) await this.press('ArrowDown');
    await wanted.first().waitFor();
    await this.press('Enter');
  }

  // The palette: a few letters, and what fits them.
  async palette(words, option) {
    await this.press('Control+k');
    await this.page.getByRole('combobox', { name: 'Where to, or what?' }).waitFor();
    await this.type(words);
    await this.take(option);
  }

  // The browser's own window for choosing a file, opened from the field.
  async file(place, path) {
    await this.to(place);
    const waiting = this.page.waitForEvent('filechooser');
    await this.press('Enter');
    await (await waiting).setFiles(path);
  }

  // The keys that go somewhere: g and a letter.
  async go(letter, heading) {
    await this.press('g');
    await this.press(letter);
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  }

  // After an act something still has the focus.
  async stays(what) {
    const { page } = this;
    await page.waitForFunction(() => document.activeElement && document.activeElement !== document.body, undefined, { timeout: 3000 })
      .catch(() => assert.fail(`after ${what} the focus is nowhere`));
  }

  // What has the focus, in words.
  async here() {
    return (await this.page.evaluate(look, [null, 0])).word;
  }
}
