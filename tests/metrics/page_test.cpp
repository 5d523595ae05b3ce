#include "daemon/metrics/page.hpp"

#include <zlib.h>
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/metrics/golden.hpp"
#include "tests/metrics/sample_cycle.hpp"

using namespace entangled;
using namespace entangled::testing;

namespace {

std::string gunzip(const std::string& bytes)
{
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, MAX_WBITS + 16) == Z_OK);
    std::string out(1 << 20, '\0');
    std::string in = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    CHECK(stream.avail_in == 0);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

std::shared_ptr<const MetricsPage> sample_page()
{
    return render_page(sample_builder().build(), sample_counts(), sample_own()).value();
}

std::size_t series_lines(const std::string& text)
{
    std::size_t count = 0;
    for (std::size_t start = 0; start < text.size(); start = text.find('\n', start) + 1) count += text[start] != '#';
    return count;
}

}  // namespace

TEST_CASE("the page of a cycle is as it was written down")
{
    const auto page = sample_page();
    check_golden("page.txt", *page->text);
    check_golden("page.openmetrics.txt", *page->openmetrics);
}

TEST_CASE("the same cycle gives the same bytes")
{
    const auto first = sample_page();
    const auto second = sample_page();
    CHECK(*first->text == *second->text);
    CHECK(*first->openmetrics == *second->openmetrics);
    CHECK(*first->text_gzip == *second->text_gzip);
    CHECK(*first->openmetrics_gzip == *second->openmetrics_gzip);
}

TEST_CASE("compressed pages hold the same text and no time")
{
    const auto page = sample_page();
    CHECK(gunzip(*page->text_gzip) == *page->text);
    CHECK(gunzip(*page->openmetrics_gzip) == *page->openmetrics);
    CHECK(page->text_gzip->substr(4, 4) == std::string(4, '\0'));
}

TEST_CASE("the page counts its series")
{
    const auto page = sample_page();
    CHECK(page->series == series_lines(*page->text));
    CHECK(page->series == series_lines(*page->openmetrics));
    CHECK(page->text->find("\nentangled_exposed_series " + std::to_string(page->series) + "\n") != std::string::npos);
    CHECK(page->openmetrics->ends_with("\n# EOF\n"));
}

TEST_CASE("a page over the limit is refused with the largest family")
{
    const std::size_t series = sample_page()->series;
    const auto page = [&](std::size_t limit) {
        return render_page(sample_builder().series_limit(limit).build(), sample_counts(), sample_own());
    };
    CHECK(page(series).has_value());
    const auto refused = page(series - 1);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().detail.find("the limit is " + std::to_string(series - 1)) != std::string::npos);
    CHECK(refused.error().detail.find("entangled_reading_state with 20") != std::string::npos);
}

TEST_CASE("two readings of one policy are refused by name")
{
    CycleBuilder builder;
    builder.reading("a", policy_kind, {{"policy", "p"}}, known(1))
        .reading("b", policy_kind, {{"policy", "p"}}, known(2));
    const auto page = render_page(builder.build(), {}, {});
    REQUIRE_FALSE(page.has_value());
    CHECK(page.error().detail == "the series entangled_policy_end_timestamp_seconds{policy=\"p\"} is there twice");
}

TEST_CASE("promtool finds nothing to say about the text page")
{
    if (std::system("command -v promtool >/dev/null 2>&1") != 0) {
        WARN("promtool is not installed: not checked");
        return;
    }
    FILE* const promtool = popen("promtool check metrics", "w");
    REQUIRE(promtool != nullptr);
    const auto page = sample_page();
    CHECK(std::fwrite(page->text->data(), 1, page->text->size(), promtool) == page->text->size());
    CHECK(pclose(promtool) == 0);
}
