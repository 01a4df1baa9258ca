import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-SVGN4PSW.js";import"./chunk-AOY44U3J.js";import"./chunk-ERUUGBEH.js";import"./chunk-FBIY6UTY.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
