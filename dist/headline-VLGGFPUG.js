import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{n as a,o as b,p as c}from"./chunk-7TSRYCF6.js";import"./chunk-BOSJFBJV.js";import"./chunk-JMBEER32.js";export{b as headline,c as headlineOf,a as mostTelling};
