// The code of a ballot comes behind the # of the address that a camera read: browsers do not send that part. It is put into the
// form and taken out of the address bar, so that it stays in no history. Without scripts it is typed.
const code = document.getElementById("code");
const brought = decodeURIComponent(location.hash.slice(1));
if (code && /^[0-9A-Za-z-]{18,}$/.test(brought)) {
  code.value = brought;
  history.replaceState(null, "", location.pathname + location.search);
  code.closest("form").querySelector("fieldset input, fieldset select")?.focus();
}
