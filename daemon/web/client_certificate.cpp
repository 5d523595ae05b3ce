#include "daemon/web/client_certificate.hpp"

#include <openssl/x509v3.h>
#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <memory>
#include <string_view>

namespace entangled::web {
namespace {

struct FreeNames {
    void operator()(GENERAL_NAMES* names) const noexcept { GENERAL_NAMES_free(names); }
};

std::string_view bytes_of(const ASN1_STRING* text)
{
    // ASN.1 strings are bytes of any kind; as text they are compared as they are.
    const void* data = ASN1_STRING_get0_data(text);
    return {static_cast<const char*>(data), static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string address_text(std::string_view bytes)
{
    namespace ip = boost::asio::ip;
    if (ip::address_v4::bytes_type v4; bytes.size() == v4.size()) {
        std::copy(bytes.begin(), bytes.end(), v4.begin());
        return ip::address_v4(v4).to_string();
    }
    if (ip::address_v6::bytes_type v6; bytes.size() == v6.size()) {
        std::copy(bytes.begin(), bytes.end(), v6.begin());
        return ip::address_v6(v6).to_string();
    }
    return {};
}

std::string text_of(const GENERAL_NAME& name)
{
    switch (name.type) {
        case GEN_DNS: return std::string{bytes_of(name.d.dNSName)};
        case GEN_EMAIL: return std::string{bytes_of(name.d.rfc822Name)};
        case GEN_URI: return std::string{bytes_of(name.d.uniformResourceIdentifier)};
        case GEN_IPADD: return address_text(bytes_of(name.d.iPAddress));
        default: return {};
    }
}

std::string canonical(const std::string& name)
{
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(name, error);
    return error ? name : address.to_string();
}

}  // namespace

std::vector<std::string> alternative_names(const x509_st& certificate)
{
    const std::unique_ptr<GENERAL_NAMES, FreeNames> names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
    std::vector<std::string> texts;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        std::string text = text_of(*sk_GENERAL_NAME_value(names.get(), i));
        if (!text.empty()) texts.push_back(std::move(text));
    }
    return texts;
}

bool has_allowed_name(const x509_st& certificate, const std::vector<std::string>& allowed)
{
    const std::vector<std::string> names = alternative_names(certificate);
    return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& name) {
        return std::find(names.begin(), names.end(), canonical(name)) != names.end();
    });
}

}  // namespace entangled::web
