// Sorts and filters the tables of a report. Without it they stand in the order in which they were written.
'use strict';
(() => {
  const fewRows = 15;
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  const text = cell => cell.textContent.trim();
  const number = cell => text(cell) === '' ? -Infinity : Number(text(cell).replace(/,/g, ''));
  const folded = value => value.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const sortable = (table, head, index) => {
    const byNumber = head.dataset.kind === 'number';
    const button = element('button', { type: 'button' }, ...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      // Of numbers the large ones are looked for first.
      const before = head.getAttribute('aria-sort');
      const descending = before === null ? byNumber : before === 'ascending';
      for (const other of head.parentNode.cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      const body = table.tBodies[0];
      const rows = [...body.rows].map(row => [byNumber ? number(row.cells[index]) : text(row.cells[index]), row]);
      rows.sort(([one], [other]) => (descending ? -1 : 1) * (byNumber ? one - other || 0 : compare(one, other)));
      body.append(...rows.map(([, row]) => row));
    });
  };

  const filterable = (table, heads) => {
    const rows = [...table.tBodies[0].rows];
    const search = element('input', { type: 'search' });
    const shown = element('p', {});
    shown.setAttribute('role', 'status');
    const choices = heads.flatMap((head, index) => {
      if (head.dataset.kind !== 'choice') return [];
      const values = [...new Set(rows.map(row => text(row.cells[index])))].sort(compare);
      const select = element('select', {}, element('option', { value: '', textContent: 'All' }),
        ...values.map(value => element('option', { value: '=' + value, textContent: value || '(empty)' })));
      return [{ index, select, label: text(head) }];
    });
    const filter = () => {
      const words = folded(search.value).split(/\s+/).filter(word => word);
      let count = 0;
      for (const row of rows) {
        const said = folded(row.textContent);
        const fits = words.every(word => said.includes(word))
          && choices.every(({ index, select }) => !select.value || '=' + text(row.cells[index]) === select.value);
        row.hidden = !fits;
        count += fits ? 1 : 0;
      }
      shown.textContent = count === rows.length ? '' : `${count} of ${rows.length} rows shown`;
    };
    search.addEventListener('input', filter);
    const tools = element('div', { className: 'tools' }, element('label', {}, 'Show rows with', search),
      ...choices.map(({ select, label }) => element('label', {}, label, select)), shown);
    for (const { select } of choices) select.addEventListener('change', filter);
    table.closest('.scrolls').before(tools);
  };

  // What a link leads to may be folded.
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.closest('details');
    if (details && !details.open) {
      details.open = true;
      target.scrollIntoView();
    }
  };

  for (const table of document.querySelectorAll('table')) {
    const heads = [...table.tHead.rows[0].cells];
    if (table.tBodies[0].rows.length > fewRows) filterable(table, heads);
    if (table.tBodies[0].rows.length > 1) heads.forEach((head, index) => sortable(table, head, index));
  }
  addEventListener('hashchange', open);
  open();
})();
