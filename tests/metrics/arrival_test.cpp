#include "daemon/metrics/arrival.hpp"

#include <catch2/catch.hpp>

using namespace entangled;

TEST_CASE("samples are found in OpenMetrics lines")
{
    CHECK(read_openmetrics_sample("entangled_a{x=\"1 2\",y=\"}\"} 0.5 1787227200") ==
          SamplePlace{"entangled_a", 1'787'227'200'000});
    CHECK(read_openmetrics_sample("entangled_a 1 -1.5") == SamplePlace{"entangled_a", -1500});
    const auto none = GENERATE("", "# EOF", "# TYPE entangled_a gauge", "entangled_a 1", "entangled_a 1 x",
                               "entangled_a 1 1e300", "a", " ", "  ", "entangled_a 1 nan");
    CAPTURE(none);
    CHECK_FALSE(read_openmetrics_sample(none));
}

// As promtool 2.42 dumps it.
TEST_CASE("samples are found in dumped lines")
{
    CHECK(read_dumped_sample("{__name__=\"entangled_a\", reading=\"x\"} 4.75 1288569600000") ==
          SamplePlace{"entangled_a", 1'288'569'600'000});
    CHECK(read_dumped_sample("{A=\"1\", __name__=\"entangled_a\"} NaN -5") == SamplePlace{"entangled_a", -5});
    const auto none = GENERATE("", "{}", "{} 1 2", "{__name__=\"a\"} 1", "{__name__=\"a\"} 1 1.5",
                               "entangled_a{} 1 1288569600000", "{ 1 2");
    CAPTURE(none);
    CHECK_FALSE(read_dumped_sample(none));
}

TEST_CASE("arrivals are counted by family, at the times that were written")
{
    Arrival arrival;
    CHECK_FALSE(arrival.is_complete());
    for (const std::int64_t time : {1000, 2000}) {
        arrival.written({"a", time});
        arrival.written({"bbbbbbbb", time});
    }
    arrival.written({"a", 3000});
    arrival.arrived({"a", 1000});
    arrival.arrived({"a", 1500});
    arrival.arrived({"bbbbbbbb", 1000});
    arrival.arrived({"bbbbbbbb", 2000});
    arrival.arrived({"up", 1000});
    CHECK_FALSE(arrival.is_complete());
    CHECK(arrival.text() ==
          "family      written    arrived\n"
          "a                 3          1  2 missing\n"
          "bbbbbbbb          2          2\n"
          "sum               5          3\n");
    arrival.arrived({"a", 2000});
    arrival.arrived({"a", 3000});
    CHECK(arrival.is_complete());
}
