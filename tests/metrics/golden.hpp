#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace entangled::testing {

/// Compares with tests/metrics/golden/<name>; with ENTANGLED_UPDATE_GOLDEN=1 in the environment it writes it instead.
inline void check_golden(const std::string& name, std::string_view text)
{
    const std::string path = std::string{ENTANGLED_TESTS_DIR} + "/metrics/golden/" + name;
    const char* const update = std::getenv("ENTANGLED_UPDATE_GOLDEN");
    if (update != nullptr && std::string_view{update} == "1") {
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    std::ifstream file(path, std::ios::binary);
    const std::string expected{std::istreambuf_iterator<char>(file), {}};
    CAPTURE(path);
    CHECK(std::string{text} == expected);
}

}  // namespace entangled::testing
