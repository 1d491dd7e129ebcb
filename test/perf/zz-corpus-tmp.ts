import { readdirSync, readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { run } from "/work/main/test/fixtures/command-line.ts";
import { performance } from "node:perf_hooks";
const C="/work/shared/corpus";
const inputs: string[] = [...readdirSync(C+"/manifests").map(d=>`${C}/manifests/${d}`), `${C}/cluster-dumps/tiny.json.gz`, `${C}/cluster-dumps/medium.json.gz`, `${C}/rbac/kubehound-collector-cluster`];
const tmp = mkdtempSync("/tmp/corp-");
for (const f of readdirSync(C+"/network")) {
  const cases = JSON.parse(readFileSync(`${C}/network/${f}`,"utf8"));
  const list = Array.isArray(cases)?cases:(cases.cases??Object.values(cases));
  let i=0;
  for (const c of list as any[]) { const r = c.resources ?? c.before ?? c.objects ?? c.input; if (!Array.isArray(r)) {continue;} const p=`${tmp}/${f}-${i++}.json`; writeFileSync(p, JSON.stringify({apiVersion:"v1",kind:"List",items:r})); if (process.argv[2]==="all"|| i<60) inputs.push(p); }
}
console.log(inputs.length,"inputs");
let bad=0;
for (const input of inputs) {
  const map = await run(["network","lint","-f",input,"-o","json"]);
  const report=(what:string,r:any,ms:number)=>{ const crash=/INTERNAL|TypeError|RangeError|undefined is|at .*\.ts/.test(r.err)||(r.exitCode===2&&!/PLIMSOLL_(INPUT|UNKNOWN_OBJECT|USAGE)/.test(r.err)); if(crash){bad++;console.log("CRASH",what,input,r.err.slice(0,400));} if(ms>3000) console.log("slow",what,input,Math.round(ms)); };
  report("lint",map,0);
  const { workloads } = await (async()=>{ const r=await run(["network","reach","--to","internet","-f",input,"-o","json"]); report("reach-to",r,0); try{return JSON.parse(r.out)}catch{return {workloads:[]}} })();
  const names = (workloads??[]).map((w:any)=>{const [k,n]=w.label.split(" ");return `${k.toLowerCase()}/${n}`});
  const picks=[names[0],names[names.length>>1],names.at(-1)].filter(Boolean);
  for (const [i,n] of picks.entries()) {
    let t=performance.now();
    report("explain",await run(["network","explain",n,"-f",input]),performance.now()-t);
    const r=await run(["network","reach",n,picks[(i+1)%picks.length],"-f",input]); report("reach",r,0); if(r.exitCode===2) console.log(n,r.err.slice(0,200));
    report("reach all",await run(["network","reach",n,"-f",input]),0);
    report("md",await run(["network","reach",n,"metadata","-f",input,"-o","markdown"]),0);
  }
  report("diff",await run(["network","diff",input,input]),0);
  const l=(()=>{try{return JSON.parse(map.out)}catch{return undefined}})();
  if (!input.includes("/tmp/")) console.log(input.split("/").slice(-1)[0], "lint exit",map.exitCode, l&&JSON.stringify(l.counts), "workloads",names.length, [...new Set((l?.findings??[]).map((f:any)=>f.id))].join(","));
}
console.log("crashes",bad);
