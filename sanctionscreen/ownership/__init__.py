"""OFAC's 50 Percent Rule over the outcomes of a run and a file of who owns what.

Source: OFAC, "Revised Guidance on Entities Owned by Persons Whose Property and Interests in
Property Are Blocked" (13 August 2014), and its FAQs 398 to 402.
"""
