// Command verdicts says for each event of a Kubernetes watch what Flux and Argo CD make of its object. It reads the watch's
// JSON from standard input and prints a line an event: the type, the status that kstatus computes, with Flux' own copy of it,
// and the health that a health.lua returns, in the interpreter that Argo CD has:
//
//	verdicts HEALTH.LUA
//	ADDED InProgress Progressing generation=1 Programmed=Unknown@-1 Waiting for the operator
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type event struct {
	Type   string
	Object unstructured.Unstructured
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("use: verdicts HEALTH.LUA <WATCH")
	}
	script, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for events := json.NewDecoder(os.Stdin); ; {
		var e event
		if err := events.Decode(&e); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			log.Fatal("not a watch event: ", err)
		}
		if e.Type == "ERROR" {
			log.Fatal("the watch failed: ", e.Object.Object["message"])
		}
		flux, err := status.Compute(&e.Object)
		if err != nil {
			log.Fatal("kstatus: ", err)
		}
		argo, err := healthOf(e.Object.Object, string(script))
		if err != nil {
			log.Fatal(os.Args[1], ": ", err)
		}
		fmt.Printf("%s %s %s generation=%d %s %s\n", e.Type, flux.Status, argo.status, e.Object.GetGeneration(),
			programmed(&e.Object), argo.message)
	}
}

func programmed(object *unstructured.Unstructured) string {
	conditions, _, _ := unstructured.NestedSlice(object.Object, "status", "conditions")
	for _, c := range conditions {
		if condition, ok := c.(map[string]any); ok && condition["type"] == "Programmed" {
			return fmt.Sprintf("Programmed=%v@%v", condition["status"], condition["observedGeneration"])
		}
	}
	return "Programmed=absent"
}
