import {parseYamlDocuments} from '/work/main/src/languages/yaml/index.ts';
import {stringifyJson} from '/work/main/src/core/index.ts';
import fs from 'node:fs';
import {test} from 'vitest';
test('cmp',()=>{
const s=JSON.parse(fs.readFileSync('/tmp/hy/scal.json','utf8'));
const H='apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n';
let bad=0;
for(const [t,[k,v]] of s){
  const r=parseYamlDocuments(H+'v: '+t+'\n');
  const mine=r.errors.length?'error '+r.errors[0].message:'ok '+stringifyJson((r.documents[0].value as any).v);
  let e=k==='ok'?'ok '+ (()=>{try{return JSON.stringify(JSON.parse(v))}catch{return v}})():'error '+v.slice(-60);
  const raw = k==='ok'? 'ok '+v.replace(/\s+/g,' '):e;
  if(mine!==e && mine!==raw && !(k==='error'&&r.errors.length)) {bad++; console.log(JSON.stringify(t),mine,'| kubectl',raw);}
}
const g=JSON.parse(fs.readFileSync('/tmp/hy/gram.json','utf8'));
for(const [n,r] of Object.entries(g) as any){
  if(n.startsWith('depth'))continue;
  const o=parseYamlDocuments(r.text);
  const ours=o.documents.map((d:any)=>{const v=structuredClone(d.value); if(v&&v.metadata){v.metadata.labels={x:'y'}}; return v;}).filter((x:any)=>x!==null);
  const sort=(v:any):any=>Array.isArray(v)?v.map(sort):v&&typeof v==='object'?Object.fromEntries(Object.keys(v).sort().map(k=>[k,sort(v[k])])):typeof v==='bigint'?Number(v):v;
  const a=JSON.stringify(sort(ours)), b=JSON.stringify(sort(r.docs));
  if(a!==b||o.errors.length||r.error) if((o.errors.length>0)!==(!!r.error)||a!==b) console.log(n,'\n  ours',o.errors.map(e=>`${e.line}:${e.column} ${e.message}`).join('; '),a.slice(0,200),'\n  kctl',r.error.slice(-80),b.slice(0,200));
}
});
