import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{C as a,D as b,E as c,F as d}from"./chunk-CBC5DHS6.js";import"./chunk-LGIBOJ2G.js";import"./chunk-AKTR6EY7.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{b as headline,c as headlineOf,d as isCompared,a as mostTelling};
