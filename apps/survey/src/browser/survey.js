// Improves the survey page where scripts run: a draft survives a reload, a lost connection is waited out, a double
// click sends once. Everything works without it. Written for the browsers of 2018: no optional chaining, no modules.
;(function () {
  'use strict'
  var draftAge = 60 * 60 * 1000
  var prefix = 'kuulolla:'

  /** Drafts stay in this tab only, and never leave the device. Storage may be switched off: then there is no draft.
   * @param {string} code @returns {{ at: number, key: string, values: [string, string][] } | null} */
  function readDraft(code) {
    try {
      var draft = JSON.parse(sessionStorage.getItem(prefix + code) || 'null')
      return draft && Date.now() - draft.at < draftAge ? draft : null
    } catch {
      return null
    }
  }
  /** @param {string} code @param {unknown} draft */
  function writeDraft(code, draft) {
    try {
      if (draft === null) sessionStorage.removeItem(prefix + code)
      else sessionStorage.setItem(prefix + code, JSON.stringify(draft))
    } catch {
      // Nothing to keep it in.
    }
  }

  var done = document.querySelector('[data-done]')
  if (done) writeDraft(done.getAttribute('data-done') || '', null)

  var found = document.getElementById('form')
  if (!(found instanceof HTMLFormElement) || !found.hasAttribute('data-code')) return
  /** @type {HTMLFormElement} */
  var form = found
  var code = form.getAttribute('data-code') || ''
  var idleText = form.getAttribute('data-kiosk')
  var kiosk = idleText !== null
  var status = /** @type {HTMLElement} */ (document.getElementById('status'))
  var keyField = /** @type {HTMLInputElement} */ (form.elements.namedItem('key'))
  var own = { key: 1, lang: 1 }
  var sending = false
  var dirty = form.hasAttribute('data-filled')

  /** @param {string} text */
  function say(text) {
    status.textContent = text
    status.className = text ? 'note' : ''
  }

  /** @returns {[string, string][]} */
  function values() {
    /** @type {[string, string][]} */
    var pairs = []
    new FormData(form).forEach(function (value, name) {
      if (!(name in own) && typeof value === 'string' && value !== '') pairs.push([name, value])
    })
    return pairs
  }

  /** The draft carries the form's key: should its answer have arrived after all, it is still one answer. */
  function keep() {
    dirty = true
    if (!kiosk) writeDraft(code, { at: Date.now(), key: keyField.value, values: values() })
  }

  /** @param {[string, string][]} pairs */
  function fill(pairs) {
    pairs.forEach(function (pair) {
      Array.prototype.forEach.call(form.elements, function (/** @type {HTMLInputElement} */ element) {
        if (element.name !== pair[0]) return
        if (element.type === 'radio' || element.type === 'checkbox') element.checked = element.value === pair[1] || element.checked
        else element.value = pair[1]
        var folded = element.closest('details')
        if (folded) folded.open = true
      })
    })
  }

  /** @param {string} query */
  function encode(query) {
    return encodeURIComponent(query).replace(/%20/g, '+')
  }
  function body() {
    /** @type {string[]} */
    var parts = []
    new FormData(form).forEach(function (value, name) {
      if (typeof value === 'string') parts.push(encode(name) + '=' + encode(value))
    })
    return parts.join('&')
  }

  function freshForm() {
    writeDraft(code, null)
    location.replace('/q/' + code)
  }

  var draft = kiosk || dirty ? null : readDraft(code)
  if (draft && draft.values.length > 0) {
    fill(draft.values)
    keyField.value = draft.key
    dirty = true
    say((form.getAttribute('data-restored') || '') + ' ')
    var clear = document.createElement('button')
    clear.type = 'button'
    clear.className = 'clear'
    clear.textContent = form.getAttribute('data-clear')
    clear.addEventListener('click', freshForm)
    status.appendChild(clear)
    var top = document.querySelector('main')
    if (top) top.insertBefore(status, top.firstChild)
  }

  form.addEventListener('input', keep)
  form.addEventListener('change', keep)

  /** @type {HTMLButtonElement | null} */
  var pressed = null
  form.addEventListener('click', function (event) {
    var target = event.target
    pressed = target instanceof HTMLButtonElement ? target : null
  })

  /** Hands over to the browser's own sending: the page that comes back says what is to be done. */
  function sendPlainly() {
    sending = true
    form.submit()
  }

  /** @param {number} attempt */
  function send(attempt) {
    var text = body()
    var abort = typeof AbortController === 'function' ? new AbortController() : null
    var timer = setTimeout(function () {
      if (abort) abort.abort()
    }, 20000)
    /** @type {RequestInit} */
    var request = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: text,
      credentials: 'omit',
    }
    if (abort) request.signal = abort.signal
    fetch(form.action, request)
      .then(function (response) {
        clearTimeout(timer)
        if (response.status === 503 || response.status === 502 || response.status === 504 || response.status === 429) throw new Error('later')
        if (!response.ok) {
          sendPlainly()
          return null
        }
        return response.json().then(function (/** @type {{ location: string }} */ answer) {
          writeDraft(code, null)
          dirty = false
          // What this page sent again by itself is no second answer of the person's.
          location.replace(attempt > 1 ? answer.location.replace('&again=1', '') : answer.location)
          return null
        })
      })
      .catch(function () {
        clearTimeout(timer)
        say(form.getAttribute('data-offline') || '')
        var pause = Math.min(1000 * Math.pow(2, attempt - 1), 30000) * (0.75 + Math.random() / 2)
        var again = setTimeout(next, pause)
        window.addEventListener('online', next)
        function next() {
          clearTimeout(again)
          window.removeEventListener('online', next)
          send(attempt + 1)
        }
      })
  }

  form.addEventListener('submit', function (event) {
    // Switching the language is the browser's own business.
    if (pressed && pressed.name === 'language') return
    event.preventDefault()
    if (sending) return
    if (typeof fetch !== 'function') return sendPlainly()
    sending = true
    keep()
    say(form.getAttribute('data-sending') || '')
    var button = form.querySelector('button.send')
    if (button instanceof HTMLButtonElement) button.setAttribute('aria-disabled', 'true')
    send(1)
  })

  // A page that comes back from the browser's memory may have been sent already.
  window.addEventListener('pageshow', function (event) {
    if (event.persisted && (kiosk || (sending && !dirty))) location.reload()
    else if (event.persisted) sending = false
  })

  if (kiosk) {
    var warnAfter = 90 * 1000
    var clearAfter = 120 * 1000
    var renewAfter = 60 * 60 * 1000
    var touched = Date.now()
    var touch = function () {
      touched = Date.now()
      if (status.textContent === idleText) say('')
    }
    ;['input', 'click', 'scroll', 'keydown', 'touchstart'].forEach(function (name) {
      window.addEventListener(name, touch, { passive: true })
    })
    setInterval(function () {
      if (sending) return
      var idle = Date.now() - touched
      if (!dirty) {
        // The form's day stays today's.
        if (idle > renewAfter && navigator.onLine) freshForm()
      } else if (idle > clearAfter) freshForm()
      else if (idle > warnAfter) {
        say(idleText || '')
        status.scrollIntoView()
      }
    }, 1000)
  }
})()
