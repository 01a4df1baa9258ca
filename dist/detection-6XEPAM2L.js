import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{e as a,f as b}from"./chunk-U5R3JWOO.js";import"./chunk-ZN6V5JQD.js";import"./chunk-SISFYFAO.js";import"./chunk-JMBEER32.js";export{a as detectTestRunner,b as isKnownTestLine};
