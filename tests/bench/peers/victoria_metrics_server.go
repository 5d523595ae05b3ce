// The gauges of gauge_families.cpp, served or written by VictoriaMetrics/metrics:
//
//	victoria_metrics_server serve|write SERIES
package main

import (
	"bytes"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"sort"
	"strconv"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

const familyCount = 20

func fill(series int) *metrics.Set {
	set := metrics.NewSet()
	for family := 0; family < familyCount; family++ {
		for row := 0; row < series/familyCount; row++ {
			place := uint64(row*familyCount + family + 1)
			value := float64(place*0x9E3779B97F4A7C15>>11) / (1 << 53)
			name := fmt.Sprintf("entangled_kind_%02d_ratio{reading=\"reading_%06d\",good=\"neodymium_magnets\",supplier=\"CN\"}", family, row)
			set.NewGauge(name, func() float64 { return value })
		}
	}
	return set
}

func write(set *metrics.Set, series int) {
	repeats := 15
	if series < 10000 {
		repeats = 100
	}
	var seconds []float64
	var page bytes.Buffer
	for i := 0; i < repeats; i++ {
		page.Reset()
		start := time.Now()
		set.WritePrometheus(&page)
		seconds = append(seconds, time.Since(start).Seconds())
	}
	sort.Float64s(seconds)
	fmt.Printf("{\"seconds\": %.9f, \"bytes\": %d}\n", seconds[repeats/2], page.Len())
}

func main() {
	series, err := strconv.Atoi(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	set := fill(series)
	if os.Args[1] == "write" {
		write(set, series)
		return
	}
	http.HandleFunc("/metrics", func(answer http.ResponseWriter, _ *http.Request) { set.WritePrometheus(answer) })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening %s\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}
