import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{f as a,g as b}from"./chunk-5ZEPW6TZ.js";import"./chunk-75SOIONV.js";import"./chunk-SISFYFAO.js";import"./chunk-JMBEER32.js";export{a as detectTestRunner,b as isKnownTestLine};
