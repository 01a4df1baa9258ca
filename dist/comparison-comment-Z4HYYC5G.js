import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a}from"./chunk-GFJFA6KB.js";import"./chunk-FZCG73I5.js";import"./chunk-CVKC5E3D.js";import"./chunk-YNXBXKRW.js";import"./chunk-WQNSVYHF.js";import"./chunk-AKTR6EY7.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{a as comparisonComment};
