import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-UTUIQCI3.js";import"./chunk-HSGFE5F7.js";import"./chunk-GQMYRKAQ.js";import"./chunk-FBIY6UTY.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
