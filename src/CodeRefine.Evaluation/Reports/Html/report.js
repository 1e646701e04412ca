(function () {
  'use strict';
  var root = document.documentElement;
  var toggle = document.getElementById('theme');
  function stored() { try { return localStorage.getItem('coderefine-theme'); } catch (e) { return null; } }
  function dark() { return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches; }
  function label() { toggle.textContent = dark() ? 'Light' : 'Dark'; toggle.setAttribute('aria-label', 'Show the page in ' + (dark() ? 'light' : 'dark') + ' colours'); }
  if (stored() === 'dark' || stored() === 'light') { root.dataset.theme = stored(); }
  toggle.hidden = false;
  toggle.addEventListener('click', function () {
    root.dataset.theme = dark() ? 'light' : 'dark';
    try { localStorage.setItem('coderefine-theme', root.dataset.theme); } catch (e) { /* a page opened from a file may have no storage */ }
    label();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', label);
  label();

  var table = document.getElementById('task-table');
  if (table) {
    var tools = document.getElementById('task-tools'), text = document.getElementById('task-filter'), kind = document.getElementById('task-kind'), count = document.getElementById('task-count');
    var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
    var apply = function () {
      var words = text.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
      rows.forEach(function (row) {
        var content = row.textContent.toLowerCase();
        var fits = (!kind.value || row.dataset.kind === kind.value) && words.every(function (word) { return content.indexOf(word) >= 0; });
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = shown === rows.length ? rows.length + ' tasks' : shown + ' of ' + rows.length + ' tasks';
    };
    tools.hidden = false;
    text.addEventListener('input', apply);
    kind.addEventListener('change', apply);
    apply();
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell, column) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = cell.textContent;
      cell.textContent = '';
      cell.appendChild(button);
      button.addEventListener('click', function () {
        var down = cell.getAttribute('aria-sort') !== 'descending';
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute('aria-sort'); });
        cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        var key = function (row) { var at = row.cells[column]; return at.dataset.value !== undefined ? +at.dataset.value : at.textContent; };
        rows.sort(function (a, b) {
          var x = key(a), y = key(b);
          var order = typeof x === 'number' ? x - y : x.localeCompare(y, undefined, { numeric: true });
          return down ? -order : order;
        }).forEach(function (row) { body.appendChild(row); });
      });
    });
  }

  function open() {
    var id = decodeURIComponent(location.hash.slice(1)), target = id && document.getElementById(id);
    for (var at = target; at; at = at.parentElement) { if (at.tagName === 'DETAILS') { at.open = true; } }
    if (target && target.hidden) { target.hidden = false; }
    if (target) { target.scrollIntoView(); }
  }
  addEventListener('hashchange', open);
  addEventListener('beforeprint', function () { root.classList.add('printing'); });
  open();
})();
