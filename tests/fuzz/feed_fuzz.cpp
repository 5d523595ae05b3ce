#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "daemon/feeds/parse.hpp"
#include "tests/feeds/small_code_book.hpp"

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

}  // namespace

// The first byte chooses schema and delimiter, the rest is the file. Build with clang++
// -fsanitize=fuzzer,address,undefined and start from tests/feeds/cases/*/input.csv.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const entangled::CodeBook codes = entangled::testing::small_code_book();
    if (size == 0) return 0;
    entangled::FeedSpec spec;
    spec.schema = static_cast<entangled::FeedSchema>(data[0] % 5);
    spec.delimiter = (data[0] & 0x80U) != 0 ? ';' : ',';
    spec.mappings["origin"]["Burma"] = "MM";
    // NOLINTNEXTLINE: bytes as characters is what a file is.
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    const auto parsed = entangled::parse_feed(spec, codes, bytes);
    require(parsed.contents != nullptr);
    std::size_t rejected = 0;
    for (const auto& [reason, count] : parsed.rejected_by_reason) rejected += count;
    require(parsed.rows == parsed.accepted + rejected);
    for (const auto& table : parsed.contents->tables) {
        for (const auto& series : table.series) {
            for (const auto& point : series.observations) require(std::isfinite(point.value.value_or(0.0)));
        }
    }
    return 0;
}
