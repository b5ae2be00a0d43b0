import '@kuulolla/ui/tokens.css'
import '@kuulolla/ui/base.css'
import { render } from 'solid-js/web'
import { App } from './app.tsx'

const place = document.getElementById('app')
if (place === null) throw new Error('index.html has no #app')
render(() => <App />, place)
