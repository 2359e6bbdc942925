// Comfort only: every page works without this file.

// An open menu closes when one looks elsewhere.
document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) {
      menu.open = false
    }
  }
})
document.addEventListener('keydown', event => {
  const menu = event.key === 'Escape' && document.querySelector('details.menu[open]')
  if (menu) {
    menu.open = false
    menu.querySelector('summary').focus()
  }
})

// What became of a form is read first: what is wrong or done, the secret that is shown once, or else the page's name.
const heading = () => {
  const name = document.querySelector('h1')
  name?.setAttribute('tabindex', '-1')
  return name
}
const answers = performance.getEntriesByType('navigation')[0]?.redirectCount > 0 || document.querySelector('main[data-answer]')
const outcome = document.getElementById('outcome') ?? document.querySelector('.secret input')
  ?? (answers && !document.querySelector('[autofocus]') ? heading() : null)
outcome?.focus()

// A form is sent once, however often its button is pressed; coming back to the page it can be sent again.
document.addEventListener('submit', event => {
  const sent = event.target.method === 'post' && 'sent' in event.target.dataset
  if (sent) {
    event.preventDefault()
  }
  event.target.dataset.sent = ''
})
addEventListener('pageshow', () => {
  for (const form of document.forms) {
    delete form.dataset.sent
  }
})

// Screen readers announce what changed.
const announce = text => {
  const voice = document.getElementById('voice') ?? document.body.appendChild(document.createElement('p'))
  voice.id = 'voice'
  voice.className = 'visually-hidden'
  voice.setAttribute('role', 'status')
  voice.textContent = ''
  setTimeout(() => voice.textContent = text, 100)
}

// A secret that is shown once can be copied with one press.
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value)
    button.textContent = button.dataset.copied
    announce(button.dataset.copied)
  })
}

// After signing in again, straight back to the form that was held.
document.querySelector('[data-send] form')?.requestSubmit()
