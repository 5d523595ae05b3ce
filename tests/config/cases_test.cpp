#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "daemon/config/configuration.hpp"

namespace entangled {
namespace {

namespace fs = std::filesystem;

const std::string cases{ENTANGLED_TESTS_DIR "/config/cases/"};

void replace_all(std::string& text, const std::string& from, const std::string& to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

// What `check` has to say of cases/NAME/main.toml, with paths as seen from that folder.
std::string said_of(const std::string& name)
{
    const auto loaded = load_configuration(cases + name + "/main.toml");
    std::string text;
    for (const auto& error : loaded.errors) text += to_string(error) + '\n';
    for (const auto& warning : loaded.warnings) text += "warning: " + to_string(warning) + '\n';
    replace_all(text, cases + name + '/', "");
    replace_all(text, cases, "../");
    return text;
}

std::string contents(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> case_names()
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(cases)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

TEST_CASE("every mistake is reported where it stands, in words that help")
{
    const auto names = case_names();
    REQUIRE(names.size() >= 40);
    for (const auto& name : names) {
        CAPTURE(name);
        CHECK(said_of(name) == contents(cases + name + "/expected.txt"));
    }
}

TEST_CASE("errors stand in the order of files and lines")
{
    const auto loaded = load_configuration(cases + "eight_mistakes/main.toml");
    REQUIRE(loaded.errors.size() >= 8);
    CHECK(std::is_sorted(loaded.errors.begin(), loaded.errors.end(),
                         [](const ConfigError& a, const ConfigError& b) { return a.line < b.line; }));
}

}  // namespace
}  // namespace entangled
