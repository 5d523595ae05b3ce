#include "daemon/web/password.hpp"

#include <crypt.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <algorithm>
#include <memory>

namespace entangled::web {
namespace {

constexpr std::size_t hash_length = 60;
constexpr std::size_t digits_at = 4;  // $2y$10$...
constexpr std::size_t secret_at = 7;
constexpr int lowest_cost = 4;
// A check at 16 takes more than 4 seconds: longer than a stop may take, and than a scraper waits.
constexpr int highest_cost = 15;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_bcrypt_character(char c) noexcept
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '/';
}

}  // namespace

std::string bcrypt_fault(std::string_view hash)
{
    constexpr std::string_view advice = "write what `htpasswd -nBC 10 NAME` prints after the colon";
    const bool has_prefix = hash.starts_with("$2a$") || hash.starts_with("$2b$") || hash.starts_with("$2y$");
    if (!has_prefix) return fmt::format("is not a bcrypt hash, which begins with $2a$, $2b$ or $2y$; {}", advice);
    if (hash.size() != hash_length) {
        return fmt::format("is not a bcrypt hash: it has {} characters in place of {}; {}", hash.size(), hash_length,
                           advice);
    }
    const bool has_cost = is_digit(hash[digits_at]) && is_digit(hash[digits_at + 1]) && hash[secret_at - 1] == '$';
    const std::string_view secret = hash.substr(secret_at);
    if (!has_cost || !std::all_of(secret.begin(), secret.end(), is_bcrypt_character)) {
        return fmt::format("is not a bcrypt hash; {}", advice);
    }
    const int cost = bcrypt_cost(hash);
    if (cost >= lowest_cost && cost <= highest_cost) return {};
    return fmt::format("has a bcrypt cost of {}; it must be from {} to {}, as each one more takes twice as long", cost,
                       lowest_cost, highest_cost);
}

int bcrypt_cost(std::string_view hash) noexcept { return (hash[digits_at] - '0') * 10 + (hash[digits_at + 1] - '0'); }

bool password_matches(const std::string& password, const std::string& hash)
{
    if (password.find('\0') != std::string::npos) return false;
    const auto work = std::make_unique<crypt_data>();
    const char* result = crypt_r(password.c_str(), hash.c_str(), work.get());
    const bool matches = result != nullptr && std::string_view{result}.size() == hash.size() &&
                         CRYPTO_memcmp(result, hash.data(), hash.size()) == 0;
    OPENSSL_cleanse(work.get(), sizeof(crypt_data));
    return matches;
}

}  // namespace entangled::web
