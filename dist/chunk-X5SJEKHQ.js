import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a as u}from"./chunk-JMBEER32.js";import{stripVTControlCharacters as t}from"node:util";var o=/[\u001B\u009B]\][^\u0007\u001B\u009B\u009C]*(?:\u0007|\u001B\\|\u009C)/g,e=/[\u001B\u009B]+\]/g,s=u(r=>t(r.replace(o,"").replace(e,"")),"withoutTerminalCodes");export{s as a};
