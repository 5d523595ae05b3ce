#include "daemon/web/negotiation.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <string>

using namespace entangled::web;

namespace {

struct AcceptCase {
    std::string what;
    std::string header;
    MetricsFormat format;
    bool name_escaping{false};
};

struct EncodingCase {
    std::string header;
    bool gzip;
};

}  // namespace

TEST_CASE("the format follows the Accept header, text as the last resort")
{
    const auto text = MetricsFormat::text;
    const auto openmetrics = MetricsFormat::openmetrics;
    const auto c = GENERATE_COPY(values<AcceptCase>({
        {"nothing asked", "", text},
        {"Prometheus 2.42",
         "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
         "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
         openmetrics},
        {"Prometheus 3",
         "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
         "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
         "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
         openmetrics},
        {"Prometheus 3 with legacy names", "application/openmetrics-text; version=1.0.0; escaping=underscores; q=0.5",
         openmetrics, true},
        {"escaping without version", "application/openmetrics-text;escaping=underscores", openmetrics},
        {"browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", text},
        {"curl", "*/*", text},
        {"equal quality", "text/plain;version=0.0.4;q=0.5,application/openmetrics-text;version=1.0.0;q=0.5",
         openmetrics},
        {"text preferred", "text/plain;q=0.9,application/openmetrics-text;q=0.5", text},
        {"text not at all", "text/plain;q=0,application/openmetrics-text;q=0.1", openmetrics},
        {"anything preferred", "application/openmetrics-text;q=0.1,*/*", text},
        {"the exact clause counts", "application/openmetrics-text;q=0.5,*/*,text/plain;q=0.4", openmetrics},
        {"OpenMetrics refused", "application/openmetrics-text;q=0", text},
        {"another version only", "application/openmetrics-text;version=0.0.1", text},
        {"2.0 only", "application/openmetrics-text;version=2.0.0", text},
        {"protobuf first",
         "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,"
         "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3",
         openmetrics},
        {"nothing we have", "application/json", text},
        {"capitals, blanks and quotes", " Application/OpenMetrics-Text ; Version=\"1.0.0\" ; Q=1.0 ", openmetrics},
        {"a comma in quotes", "text/x;a=\"b,application/openmetrics-text\"", text},
        {"rubbish", ";;,,=q=;\"", text},
        {"quality is rubbish", "application/openmetrics-text;q=high", openmetrics},
    }));
    CAPTURE(c.what);
    CHECK(choose_metrics_format(c.header) == MetricsChoice{c.format, c.name_escaping});
}

TEST_CASE("content types are spelled as scrapers compare them")
{
    CHECK(content_type_of({}) == "text/plain; version=0.0.4; charset=utf-8");
    CHECK(content_type_of({MetricsFormat::openmetrics, false}) ==
          "application/openmetrics-text; version=1.0.0; charset=utf-8");
    CHECK(content_type_of({MetricsFormat::openmetrics, true}) ==
          "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores");
}

TEST_CASE("gzip is used if it is acceptable and not worse than plain")
{
    const auto c = GENERATE(values<EncodingCase>({
        {"", false},
        {"gzip", true},
        {"gzip, deflate, br", true},
        {"GZIP;q=1.0", true},
        {"x-gzip", true},
        {"*", true},
        {"gzip;q=0", false},
        {"gzip;q=0, *", false},
        {"*;q=0", false},
        {"identity", false},
        {"gzip;q=0.5, identity;q=1", false},
        {"gzip;q=0.5, identity;q=0.5", true},
        {"deflate", false},
        {"gzipped", false},
    }));
    CAPTURE(c.header);
    CHECK(accepts_gzip(c.header) == c.gzip);
}

TEST_CASE("no header can do harm")
{
    CHECK(rc::check([](const std::string& header) {
        (void)choose_metrics_format(header);
        (void)accepts_gzip(header);
    }));
}
