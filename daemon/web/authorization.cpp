#include "daemon/web/authorization.hpp"

#include <openssl/evp.h>
#include <algorithm>
#include <vector>

namespace entangled::web {
namespace {

bool is_basic(std::string_view scheme) noexcept
{
    constexpr std::string_view basic = "basic ";
    return std::equal(basic.begin(), basic.end(), scheme.begin(), scheme.end(), [](char a, char b) {
        return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
    });
}

std::optional<std::string> decoded(std::string_view base64)
{
    if (base64.empty() || base64.size() % 4 != 0) return std::nullopt;
    const std::vector<unsigned char> input(base64.begin(), base64.end());
    std::vector<unsigned char> output(base64.size());
    const int size = EVP_DecodeBlock(output.data(), input.data(), static_cast<int>(input.size()));
    if (size < 0) return std::nullopt;
    // The decoder counts what the padding stands for.
    const auto padding = std::min<std::ptrdiff_t>(2, std::count(base64.end() - 2, base64.end(), '='));
    return std::string(output.begin(), output.begin() + size - padding);
}

}  // namespace

std::optional<Credentials> read_basic_authorization(std::string_view header)
{
    constexpr std::size_t scheme_length = 6;
    if (header.size() <= scheme_length || !is_basic(header.substr(0, scheme_length))) return std::nullopt;
    header.remove_prefix(scheme_length);
    header.remove_prefix(std::min(header.find_first_not_of(' '), header.size()));
    const auto text = decoded(header);
    const std::size_t colon = text ? text->find(':') : std::string::npos;
    if (colon == std::string::npos) return std::nullopt;
    return Credentials{text->substr(0, colon), text->substr(colon + 1)};
}

}  // namespace entangled::web
