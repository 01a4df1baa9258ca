import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-XVW3M63N.js";import"./chunk-CVKC5E3D.js";import"./chunk-WHSJHZOS.js";import"./chunk-WQNSVYHF.js";import"./chunk-AKTR6EY7.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
