#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "tests/feeds/feed_case.hpp"
#include "tests/feeds/small_code_book.hpp"

using namespace entangled;

namespace {

std::vector<std::filesystem::path> case_folders()
{
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator{ENTANGLED_TESTS_DIR "/feeds/cases"}) {
        folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

}  // namespace

// Each folder is one file a user may hand us: spec.txt, input.csv and what is made of it. After a wanted change run
// with ENTANGLED_UPDATE_GOLDEN=1 and read the diff.
TEST_CASE("every feed case gives its expected rows and rejections")
{
    const CodeBook codes = testing::small_code_book();
    const auto folders = case_folders();
    REQUIRE(folders.size() >= 20);
    for (const auto& folder : folders) {
        const auto parsed =
            parse_feed(testing::read_spec(folder / "spec.txt"), codes, testing::slurp(folder / "input.csv"));
        const std::string text = testing::render(parsed);
        if (std::getenv("ENTANGLED_UPDATE_GOLDEN") != nullptr) std::ofstream{folder / "expected.txt"} << text;
        CAPTURE(folder.filename().string());
        CHECK(text == testing::slurp(folder / "expected.txt"));
        std::size_t rejected = 0;
        for (const auto& [reason, count] : parsed.rejected_by_reason) rejected += count;
        CHECK(parsed.rows == parsed.accepted + rejected);
        CHECK(parsed.contents != nullptr);
    }
}
