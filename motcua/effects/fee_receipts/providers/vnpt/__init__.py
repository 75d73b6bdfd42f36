"""VNPT's receipts over SOAP.

Its documents are not published: methods, fields and codes are those seen in public programs that use it. Our reading,
never compared with the service itself.
"""
