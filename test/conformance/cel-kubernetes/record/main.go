// Records what the API server's own CEL answers: built against k8s.io/apiserver v0.37.2 (cel-go v0.29.2), one JSON question a line in, one answer a line out.
// go run . ../variables.json < questions.ndjson, with the requirements of test/control-plane/go/kubernetes/go.mod
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"k8s.io/apimachinery/pkg/util/version"
	apiservercel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
)

type in struct {
	Expr  string `json:"expr"`
	Minor uint   `json:"minor"`
}
type out struct {
	Expr   string `json:"expr"`
	Minor  uint   `json:"minor"`
	Errors string `json:"errors,omitempty"`
	Type   string `json:"type,omitempty"`
	Value  string `json:"value,omitempty"`
	Error  string `json:"error,omitempty"`
	Cost   uint64 `json:"cost"`
}

func show(v ref.Val) string {
	switch x := v.(type) {
	case types.Bool:
		return strconv.FormatBool(bool(x))
	case types.Int:
		return strconv.FormatInt(int64(x), 10)
	case types.Uint:
		return strconv.FormatUint(uint64(x), 10) + "u"
	case types.Double:
		return "double(" + strconv.FormatFloat(float64(x), 'g', -1, 64) + ")"
	case types.String:
		return jq(string(x))
	case types.Bytes:
		return fmt.Sprintf("bytes(%x)", []byte(x))
	case types.Null:
		return "null"
	case types.Timestamp:
		return fmt.Sprintf("timestamp(%d.%09d)", x.Unix(), x.Nanosecond())
	case types.Duration:
		return fmt.Sprintf("duration(%d)", x.Duration.Nanoseconds())
	case *types.Optional:
		if x.HasValue() {
			return "optional(" + show(x.GetValue()) + ")"
		}
		return "none"
	case *types.Type:
		return "type(" + x.TypeName() + ")"
	case traits.Lister:
		var parts []string
		for it := x.Iterator(); it.HasNext() == types.True; {
			parts = append(parts, show(it.Next()))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case traits.Mapper:
		var parts []string
		for it := x.Iterator(); it.HasNext() == types.True; {
			k := it.Next()
			parts = append(parts, show(k)+": "+show(x.Get(k)))
		}
		sort.Strings(parts)
		return "{" + strings.Join(parts, ", ") + "}"
	}
	if s, ok := v.Value().(fmt.Stringer); ok {
		return v.Type().TypeName() + "<" + s.String() + ">"
	}
	return v.Type().TypeName() + "<>"
}
func jq(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(s)
	return strings.TrimSpace(b.String())
}

var bindings = map[string]any{}
var envs = map[uint]*cel.Env{}

func env(minor uint) *cel.Env {
	if e, ok := envs[minor]; ok {
		return e
	}
	field := func(name string, t *apiservercel.DeclType) *apiservercel.DeclField {
		return apiservercel.NewDeclField(name, t, false, nil, nil)
	}
	user := apiservercel.NewObjectType("kubernetes.UserInfo", map[string]*apiservercel.DeclField{
		"username": field("username", apiservercel.StringType), "uid": field("uid", apiservercel.StringType),
		"groups": field("groups", apiservercel.NewListType(apiservercel.StringType, -1)),
		"extra":  field("extra", apiservercel.NewMapType(apiservercel.StringType, apiservercel.NewListType(apiservercel.StringType, -1), -1)),
	})
	es, err := environment.MustBaseEnvSet(version.MajorMinor(1, minor)).Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0),
		EnvOptions: []cel.EnvOption{
			cel.Variable("claims", cel.MapType(cel.StringType, cel.AnyType)), cel.Variable("user", user.CelType()),
			cel.Variable("object", cel.DynType), cel.Variable("s", cel.StringType), cel.Variable("i", cel.IntType), cel.Variable("u", cel.UintType), cel.Variable("d", cel.DoubleType),
			cel.Variable("b", cel.BoolType), cel.Variable("l", cel.ListType(cel.IntType)), cel.Variable("ls", cel.ListType(cel.StringType)), cel.Variable("m", cel.MapType(cel.StringType, cel.IntType)),
			cel.Variable("dur", cel.DurationType), cel.Variable("ts", cel.TimestampType), cel.Variable("authorizer", library.AuthorizerType), cel.Variable("missing", cel.StringType),
		},
		DeclTypes: []*apiservercel.DeclType{user},
	})
	if err != nil {
		panic(err)
	}
	e, err := es.Env(environment.NewExpressions)
	if err != nil {
		panic(err)
	}
	envs[minor] = e
	return e
}

func run(q in) (o out) {
	o = out{Expr: q.Expr, Minor: q.Minor}
	defer func() {
		if r := recover(); r != nil {
			o.Error = fmt.Sprintf("PANIC %v", r)
		}
	}()
	e := env(q.Minor)
	ast, issues := e.Compile(q.Expr)
	if issues != nil && issues.Err() != nil {
		o.Errors = issues.String()
		return
	}
	o.Type = ast.OutputType().String()
	prog, err := e.Program(ast)
	if err != nil {
		o.Errors = "program: " + err.Error()
		return
	}
	v, det, err := prog.Eval(bindings)
	if det != nil && det.ActualCost() != nil {
		o.Cost = *det.ActualCost()
	}
	if err != nil {
		o.Error = err.Error()
		return
	}
	o.Value = show(v)
	return
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	var raw map[string]any
	if err := d.Decode(&raw); err != nil {
		panic(err)
	}
	for k, v := range raw {
		bindings[k] = fix(v)
	}
	bindings["u"] = uint64(7)
	bindings["dur"] = types.Duration{Duration: 5400000000000}
	r := bufio.NewScanner(os.Stdin)
	r.Buffer(make([]byte, 1<<20), 1<<26)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for r.Scan() {
		var q in
		if err := json.Unmarshal(r.Bytes(), &q); err != nil {
			panic(err)
		}
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.Encode(run(q))
	}
}
func fix(v any) any {
	switch x := v.(type) {
	case json.Number:
		if n, err := x.Int64(); err == nil {
			return n
		}
		f, _ := x.Float64()
		return f
	case []any:
		for i := range x {
			x[i] = fix(x[i])
		}
		return x
	case map[string]any:
		for k := range x {
			x[k] = fix(x[k])
		}
		return x
	}
	return v
}
