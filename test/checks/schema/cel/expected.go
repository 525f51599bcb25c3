// Command expected evaluates CEL expressions, one a line, as an API server 1.36 does, for expected.jsonl:
//
//	cd test/cluster && go run ../checks/schema/cel/expected.go < expressions > ../checks/schema/cel/expected.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/cel/environment"
)

func show(v ref.Val) any {
	switch t := v.(type) {
	case types.Bool:
		return bool(t)
	case types.String:
		return string(t)
	case types.Int:
		return map[string]any{"int": fmt.Sprint(int64(t))}
	case types.Uint:
		return map[string]any{"uint": fmt.Sprint(uint64(t))}
	case types.Double:
		return map[string]any{"double": fmt.Sprint(float64(t))}
	case types.Null:
		return nil
	case types.Bytes:
		return map[string]any{"bytes": fmt.Sprintf("%x", []byte(t))}
	case types.Duration:
		return map[string]any{"duration": fmt.Sprint(int64(t.Duration))}
	case types.Timestamp:
		return map[string]any{"timestamp": t.UTC().Format("2006-01-02T15:04:05.999999999Z07:00")}
	case *types.Optional:
		if !t.HasValue() {
			return map[string]any{"optional": nil}
		}
		return map[string]any{"optional": []any{show(t.GetValue())}}
	case traits.Mapper:
		var out []any
		it := t.Iterator()
		for it.HasNext() == types.True {
			k := it.Next()
			out = append(out, []any{show(k), show(t.Get(k))})
		}
		sort.Slice(out, func(i, j int) bool { return fmt.Sprint(out[i]) < fmt.Sprint(out[j]) })
		return map[string]any{"map": out}
	case traits.Lister:
		out := []any{}
		it := t.Iterator()
		for it.HasNext() == types.True {
			out = append(out, show(it.Next()))
		}
		return out
	}
	return map[string]any{"other": v.Type().TypeName()}
}

func main() {
	set := environment.MustBaseEnvSet(version.MajorMinor(1, 36))
	set, err := set.Extend(environment.VersionedOptions{IntroducedVersion: version.MajorMinor(1, 0), EnvOptions: []cel.EnvOption{cel.Variable("self", cel.DynType)}})
	if err != nil {
		panic(err)
	}
	env, err := set.Env(environment.StoredExpressions)
	if err != nil {
		panic(err)
	}
	self := map[string]any{"a": map[string]any{"b": int64(1), "s": "text", "list": []any{int64(1), int64(2)}}, "port": int64(80), "ratio": 0.5, "name": "x-y", "nothing": nil, "flag": true}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<20)
	for in.Scan() {
		expr := in.Text()
		if expr == "" {
			continue
		}
		out := map[string]any{"expression": expr}
		ast, iss := env.Compile(expr)
		if iss.Err() != nil {
			out["refused"] = true
		} else {
			prg, err := env.Program(ast)
			if err != nil {
				out["refused"] = true
			} else {
				v, _, err := prg.Eval(map[string]any{"self": self})
				if err != nil {
					out["error"] = true
				} else {
					out["value"] = show(v)
				}
			}
		}
		b, _ := json.Marshal(out)
		fmt.Println(string(b))
	}
}
