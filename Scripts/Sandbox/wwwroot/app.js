// The bar on top: choices take effect at once, what can't be undone is asked about, and on a phone it is folded.
for (const field of document.querySelectorAll('[data-submits]')) {
  field.addEventListener('change', () => field.form.requestSubmit());
}
for (const form of document.querySelectorAll('form[data-question]')) {
  form.addEventListener('submit', event => {
    if (!confirm(form.dataset.question)) {
      event.preventDefault();
    }
  });
}
if (matchMedia('(max-width: 800px)').matches) {
  document.querySelector('.sandbox-bar details').open = false;
}
