"""
Currencies by their code of ISO 4217, and the two names under which logs call the yuan.

Codes are written in capitals. Which of them a contract deals in is not asked here: a payment in another currency is
kept, and discharges nothing.
"""

from types import MappingProxyType
from typing import Final

from luyue.engine.readers.names import near
from luyue.engine.readers.refuse import Fault

_LISTED: Final = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ "
    "GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR "
    "LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN "
    "PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
    "TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
)
CODES: Final = frozenset(_LISTED.split())
_NAMES: Final = MappingProxyType({"人民币": "CNY", "RMB": "CNY"})


def currency_of(word: str) -> str:
    """Return the code of a currency; raise Fault(unknown-currency)."""
    if word in CODES:
        return word
    if word in _NAMES:
        return _NAMES[word]
    upper = word.upper()
    raise Fault("unknown-currency", value=word, **({"near": upper} if upper in CODES else near(word, ("人民币",))))
