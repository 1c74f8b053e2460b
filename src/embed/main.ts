import { TokenyardEmbed } from './element';

// A classic script knows its own address only while it runs; the page lies in the same folder.
const script = document.currentScript;
TokenyardEmbed.page = new URL('./', script instanceof HTMLScriptElement ? script.src : document.baseURI).href;

// Two posts on one page may both bring the script.
if (!customElements.get('tokenyard-embed')) customElements.define('tokenyard-embed', TokenyardEmbed);
