import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{o as a,p as b,q as c}from"./chunk-ERUUGBEH.js";import"./chunk-FBIY6UTY.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{b as headline,c as headlineOf,a as mostTelling};
