print("anse")
